import { buildWhenNeeded } from './build.mjs';
import { installWhenNeeded } from './install.mjs';

export async function main() {
  await installWhenNeeded();
  await buildWhenNeeded();
  return 0;
}
