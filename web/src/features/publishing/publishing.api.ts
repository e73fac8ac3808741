import { api } from '../../platform/api/client';

export interface ProjectFilters {
  readonly query?: string;
  readonly place?: string;
  readonly category?: string;
  readonly phase?: string;
  readonly state?: string;
  readonly cursor?: string;
}

const CARDS_PER_PAGE = 12;

export const askHome = (signal: AbortSignal) => api.get('/home', { signal });

export const askProjects = (filters: ProjectFilters, signal?: AbortSignal) =>
  api.get('/projects', { query: { ...filters, limit: CARDS_PER_PAGE }, ...(signal && { signal }) });

export const askProjectPage = (slug: string, signal: AbortSignal) =>
  api.get('/projects/:slug/page', { params: { slug }, signal });

export const askTownPage = (slug: string, signal: AbortSignal) =>
  api.get('/places/:slug/page', { params: { slug }, signal });

export const askAssociationPage = (slug: string, signal: AbortSignal) =>
  api.get('/organisations/:slug/page', { params: { slug }, signal });

/** The little that the pages around a project need to know about it. */
export async function askGiveTarget(slug: string, signal: AbortSignal) {
  const { card, file, campaign } = await askProjectPage(slug, signal);
  const tier = file.budget?.tiers.find((one) => one.name === 'minimum');
  return {
    id: card.id,
    title: card.title,
    town: card.place.name,
    match: card.match,
    lines: tier?.lines ?? [],
    campaign: campaign && {
      id: campaign.id,
      endsAt: campaign.endsAt,
      zone: campaign.zone,
      collection: campaign.collection,
      mayContribute: campaign.mayContribute,
      minimumMinor: campaign.progress.minimumMinor,
    },
  };
}
