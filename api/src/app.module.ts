import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './platform/config/config.js';
import { PlatformModule } from './platform/platform.module.js';

/** The whole product, from the ground up (architecture, section 4). */
@Module({})
export class AppModule {
  static with(config: Config, processName: 'http' | 'worker'): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(config, processName)],
    };
  }
}
