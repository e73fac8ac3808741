import { nameFirstAdministrator } from './features/accounts/bootstrap.repository.js';
import { readBootstrapConfig } from './platform/config/bootstrap-config.js';

const { databaseUrl, email } = readBootstrapConfig();
await nameFirstAdministrator(databaseUrl, email);
console.log('Whoever verifies BOOTSTRAP_ADMIN_EMAIL becomes the first administrator.');
