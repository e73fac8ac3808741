import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/config.js';
import { createHttpApp } from './platform/http/create-http-app.js';
import { endWithParent } from './platform/log/lifetime.js';

const config = readConfig();
const app = await createHttpApp(AppModule.with(config, 'http'), config);
await app.listen(config.port, config.host);
endWithParent(() => app.close());
