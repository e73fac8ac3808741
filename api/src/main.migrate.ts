import 'reflect-metadata';
import { loadGazetteer } from './features/places/gazetteer.repository.js';
import { readMigrateConfig } from './platform/config/migrate-config.js';
import { migrate } from './platform/database/migrate.js';

const config = readMigrateConfig();
const dataSource = await migrate(config.databaseUrl, config.appPassword, (line) => {
  console.log(line);
});
console.log(`places: ${String(await loadGazetteer(dataSource))}`);
await dataSource.destroy();
