import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './platform/config/config.js';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { FilesModule } from './features/files/files.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { PlacesModule } from './features/places/places.module.js';
import { FileStoreModule } from './platform/files/file-store.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** The whole product, from the ground up (architecture, section 4). */
@Module({})
export class AppModule {
  static with(config: Config, processName: 'http' | 'worker'): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, processName),
        MailModule,
        FileStoreModule,
        AccountsModule,
        FilesModule,
        PlacesModule,
        NotificationsModule,
      ],
    };
  }
}
