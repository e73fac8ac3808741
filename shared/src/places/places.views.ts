/** A village or town; two of the same name are told apart by district (domain 3.8, 1). */
export interface PlaceView {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly names: { readonly ro: string; readonly en: string; readonly ru?: string };
  readonly kind: 'village' | 'town' | 'city' | 'commune';
  readonly district: string | null;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly population: number | null;
  readonly populationYear: number | null;
  /** Made up for the demonstration: no map point, never a real village (ruling 48). */
  readonly invented: boolean;
}

export interface PlaceWithCountsView extends PlaceView {
  readonly projectsOpen: number;
  readonly projectsTotal: number;
}
