import { Module, type DynamicModule } from '@nestjs/common';

type EntityClass = new () => object;

const entities = new Set<EntityClass>();

@Module({})
class TablesModule {}

/** Makes a feature's entities known to the one data source: `imports: [tablesOf(Project)]`. */
export function tablesOf(...classes: EntityClass[]): DynamicModule {
  for (const entity of classes) entities.add(entity);
  return { module: TablesModule };
}

/** Every entity of every feature imported so far; read when the data source is made. */
export function allTables(): EntityClass[] {
  return [...entities];
}
