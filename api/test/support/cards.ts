import type { Page } from '@vatra/shared/paging.dto';
import type { ProjectCardView } from '@vatra/shared/publishing/publishing.views';
import type { TestApp } from '../app.js';
import { ok } from './village.js';

/** The project as a visitor finds it in the list. */
export async function cardOf(app: TestApp, projectId: string): Promise<ProjectCardView> {
  const { items } = await ok(app.visitor().get<Page<ProjectCardView>>('/projects'));
  const card = items.find(({ id }) => id === projectId);
  if (card === undefined) throw new Error('no card of the project');
  return card;
}
