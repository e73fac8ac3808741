import { Controller, Param, Query } from '@nestjs/common';
import { SlugParam } from '@vatra/shared/id.dto';
import type { Page } from '@vatra/shared/paging.dto';
import { PlaceSearchQuery } from '@vatra/shared/places/places.dto';
import type { PlaceView, PlaceWithCountsView } from '@vatra/shared/places/places.views';
import { Operation } from '../../platform/http/operation.js';
import { PlacesService } from './places.service.js';

@Controller()
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

  @Operation('places.search')
  search(@Query() query: PlaceSearchQuery): Promise<Page<PlaceWithCountsView>> {
    return this.places.search(query);
  }

  @Operation('places.get')
  get(@Param() { slug }: SlugParam): Promise<PlaceView> {
    return this.places.bySlug(slug);
  }

  @Operation('places.districts')
  districts(): Promise<{ district: string; places: number }[]> {
    return this.places.districts();
  }
}
