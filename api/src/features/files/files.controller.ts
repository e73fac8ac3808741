import { Controller, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { FileContentQuery } from '@vatra/shared/files/files.dto';
import type { FileView } from '@vatra/shared/files/files.views';
import { IdParam } from '@vatra/shared/id.dto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor, MaybeActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { FilesService } from './files.service.js';
import { readUpload } from './read-upload.js';
import { TakeUpload } from './take-upload.js';

@Controller()
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly uploads: TakeUpload,
  ) {}

  @Operation('files.upload', { status: 201 })
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<FileView> {
    return this.uploads.take({
      ...(await readUpload(request)),
      uploadedBy: actor.personId ?? '',
    });
  }

  @Operation('files.get')
  get(@CurrentActor() actor: Actor, @Param() { id }: IdParam): Promise<FileView> {
    return this.files.view(actor, id);
  }

  @Operation('files.content')
  async content(
    @MaybeActor() actor: Actor | null,
    @Param() { id }: IdParam,
    @Query() { w }: FileContentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.files.content(actor, id, w === '720' ? 720 : 1600);
    const isPicture = file.mediaType === 'image/webp';
    const saveAs = `filename*=UTF-8''${encodeURIComponent(file.name)}`;
    void reply.headers({
      'cache-control': file.isPublic ? 'public, max-age=86400, immutable' : 'private, no-store',
      'content-disposition': isPicture ? 'inline' : `attachment; ${saveAs}`,
      'content-type': file.mediaType,
    });
    return new StreamableFile(file.bytes);
  }
}
