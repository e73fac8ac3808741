import type { ReviewProjectDto } from '@vatra/shared/projects/project-review.dto';
import type { ProjectSection, StartProjectDto } from '@vatra/shared/projects/projects.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const startProject = (body: StartProjectDto) => api.post('/projects', { body });
export const listMyProjects = async () => itemsOf(await api.get('/me/projects'));
export const listProjectsToReview = async () => itemsOf(await api.get('/projects/review-queue'));
export const projectFile = (id: string) => api.get('/projects/:id/file', { params: { id } });

const SECTION_PATHS = {
  need: '/projects/:id/sections/need',
  photos: '/projects/:id/sections/photos',
  polls: '/projects/:id/sections/polls',
  owner: '/projects/:id/sections/owner',
  budget: '/projects/:id/sections/budget',
  funding: '/projects/:id/sections/funding',
  milestones: '/projects/:id/sections/milestones',
  indicators: '/projects/:id/sections/indicators',
} as const satisfies Record<ProjectSection, string>;

export const saveSection = (id: string, section: ProjectSection, body: object) =>
  api.put(SECTION_PATHS[section], { params: { id }, body });
export const submitProject = (id: string) =>
  api.post('/projects/:id/submission', { params: { id }, body: {} });
export const reviewProject = (id: string, body: ReviewProjectDto) =>
  api.post('/projects/:id/review', { params: { id }, body });
export const relaunchProject = (id: string) =>
  api.post('/projects/:id/relaunch', { params: { id }, body: {} });
