import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The connections of this process, for the one library that brings its own queries (sign-in). */
@Injectable()
export class DatabasePool {
  constructor(private readonly dataSource: DataSource) {}

  get connections(): object {
    return (this.dataSource.driver as unknown as { readonly master: object }).master;
  }
}
