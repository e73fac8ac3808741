import type { Component } from 'vue';
import type { ProjectSection } from '@vatra/shared/projects/projects.dto';
import BudgetSection from '../../features/projects/sections/BudgetSection.vue';
import FundingSection from '../../features/projects/sections/FundingSection.vue';
import IndicatorsSection from '../../features/projects/sections/IndicatorsSection.vue';
import MilestonesSection from '../../features/projects/sections/MilestonesSection.vue';
import NeedSection from '../../features/projects/sections/NeedSection.vue';
import OwnerSection from '../../features/projects/sections/OwnerSection.vue';
import PhotosSection from '../../features/projects/sections/PhotosSection.vue';
import PollsSection from '../../features/projects/sections/PollsSection.vue';

/** The form of each part of the file. */
export const SECTION_FORMS: Readonly<Record<ProjectSection, Component>> = {
  need: NeedSection,
  photos: PhotosSection,
  polls: PollsSection,
  owner: OwnerSection,
  budget: BudgetSection,
  funding: FundingSection,
  milestones: MilestonesSection,
  indicators: IndicatorsSection,
};
