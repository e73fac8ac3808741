import 'reflect-metadata';
import { readMigrateConfig } from './platform/config/migrate-config.js';
import { migrate } from './platform/database/migrate.js';

const config = readMigrateConfig();
const dataSource = await migrate(config.databaseUrl, config.appPassword, (line) => {
  console.log(line);
});
await dataSource.destroy();
