// One world for many runs: ground, wires, processes, people. Can be put back to its first evening.
import { Books } from './books.mjs';
import { Fleet } from './fleet.mjs';
import { Front } from './front.mjs';
import { Ground } from './ground.mjs';
import { Random } from './random.mjs';
import { migrate, setScene } from './scene.mjs';
import { POLITE, PostOffice } from './wires/post-office.mjs';

export class Theatre {
  constructor() {
    this.ground = new Ground();
    this.books = new Books(this.ground);
    this.front = new Front(() => this.fleet.addresses());
    this.office = new PostOffice(() => this.fleet.addresses(), new Random(1));
    /** @type {Fleet} */
    this.fleet = /** @type {never} */ (undefined);
    /** @type {import('./scene.mjs').Scene} */
    this.scene = /** @type {never} */ (undefined);
  }

  /** @param {string} dist @param {{ hasGrant: boolean }} [scene] */
  async open(dist, scene = { hasGrant: true }) {
    this.fleet = new Fleet(this.ground, dist);
    await Promise.all([this.office.listen(), this.front.listen()]);
    await this.ground.start(`http://127.0.0.1:${this.office.port}/`);
    await migrate(this.ground);
    await this.fleet.start();
    await this.letPayoutsFail();
    this.scene = await setScene(this.ground, this.front.url, scene);
    await this.books.untilQuiet({ limitMs: 60_000 });
  }

  /** Money that never arrives comes back and is sent again: every week has its payout. */
  letPayoutsFail() {
    return this.books.control('/knobs', { failNextPayouts: 100_000 });
  }

  /** Remembers this evening. */
  async keep() {
    await this.fleet.stop();
    await this.ground.keep();
    await this.fleet.start();
    await this.letPayoutsFail();
  }

  /** The remembered evening again, played by another build if one is given. @param {string} [dist] */
  async restore(dist = this.fleet.dist) {
    await this.fleet.stop();
    this.office.manners = POLITE;
    await this.ground.restore();
    this.fleet.dist = dist;
    await this.fleet.start();
    await this.letPayoutsFail();
  }

  /** Another build goes on where this one stopped. @param {string} dist */
  async recast(dist) {
    await this.fleet.stop();
    this.fleet.dist = dist;
    await this.fleet.start();
  }

  /** @param {number} seed @returns {import('./acts/promised.mjs').Stage} */
  stage(seed) {
    return { scene: this.scene, books: this.books, random: new Random(seed) };
  }

  async close() {
    await this.front.close();
    await this.office.close();
    await this.fleet?.close();
    await this.ground.stop();
  }
}
