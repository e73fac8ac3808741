import { DataSource } from 'typeorm';

/**
 * Names the address whose owner becomes the first administrator. Run by the operator with the
 * owner's connection: the product itself can give roles only in the name of an administrator.
 */
export async function nameFirstAdministrator(databaseUrl: string, email: string): Promise<void> {
  const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  try {
    await dataSource.transaction(async (manager) => {
      const address = email.toLowerCase();
      await manager.query(
        `INSERT INTO bootstrap_grants (email) VALUES ($1) ON CONFLICT DO NOTHING`,
        [address],
      );
      // Whoever verified the address before this command ran need not do it again.
      await manager.query(
        `INSERT INTO person_roles (person_id, role, granted_at)
         SELECT p.id, 'administrator', vatra_now()
           FROM people p JOIN bootstrap_grants g ON g.email = p.email AND g.used_at IS NULL
          WHERE p.email = $1 AND p.email_verified ON CONFLICT DO NOTHING`,
        [address],
      );
      await manager.query(
        `UPDATE bootstrap_grants SET used_at = clock_timestamp()
          WHERE email = $1 AND used_at IS NULL
            AND EXISTS (SELECT 1 FROM people WHERE people.email = $1 AND email_verified)`,
        [address],
      );
    });
  } finally {
    await dataSource.destroy();
  }
}
