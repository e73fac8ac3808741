import { Controller, Query } from '@nestjs/common';
import type { DemoMailView } from '@vatra/shared/clock/clock.views';
import { DemoMailsQuery } from '@vatra/shared/notifications/mails.dto';
import type { Page } from '@vatra/shared/paging.dto';
import { Operation } from '../../platform/http/operation.js';
import { NotificationsService } from './notifications.service.js';

@Controller()
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Operation('notifications.demo-mails')
  demoMails(@Query() query: DemoMailsQuery): Promise<Page<DemoMailView>> {
    return this.notifications.demoMails(query);
  }
}
