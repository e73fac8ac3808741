import { Global, Module } from '@nestjs/common';
import { Mailer } from './mailer.js';
import { MailsRepository } from './mails.repository.js';

@Global()
@Module({ providers: [Mailer, MailsRepository], exports: [Mailer, MailsRepository] })
export class MailModule {}
