import { api } from '../../platform/api/client';

const SUGGESTIONS_MAX = 8;

export const findPlaces = (query: string, signal: AbortSignal) =>
  api.get('/places', { query: { query, limit: SUGGESTIONS_MAX }, signal });

export const placesOfDistrict = (district: string) =>
  api.get('/places', { query: { district, limit: 100 } });

export const askDistricts = () => api.get('/districts');
