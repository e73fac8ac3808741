/** R3: the eligible categories with the codes they are published under (domain 6.1). */
export const CATEGORIES = {
  early_childhood: { dac: '11240', cofog: '09.1.1', sdg: ['4.2', '4.a'] },
  school: { dac: '11220', cofog: '09.1.2', sdg: ['4.1', '4.a', '4.5'] },
  primary_health: { dac: '12220', cofog: '07.2', sdg: ['3.8'] },
  social_care: { dac: '16015', cofog: '10.2', sdg: ['1.3', '10.2'] },
  culture: { dac: '16066', cofog: '08.2', sdg: ['11.4'] },
  sport_recreation: { dac: '16065', cofog: '08.1', sdg: ['11.7', '3.4'] },
  water: { dac: '14031', cofog: '06.3', sdg: ['6.1', '6.b'] },
  sanitation: { dac: '14032', cofog: '05.2', sdg: ['6.2'] },
  waste: { dac: '14050', cofog: '05.1', sdg: ['11.6', '12.5'] },
  roads: { dac: '21021', cofog: '04.5.1', sdg: ['9.1', '11.2'] },
  street_lighting: { dac: '23183', cofog: '06.4', sdg: ['11.7', '7.3'] },
  energy: { dac: '23230', cofog: '04.3', sdg: ['7.2', '7.3'] },
  environment: { dac: '41020', cofog: '05.4', sdg: ['15.1', '13.1'] },
  emergency: { dac: '15133', cofog: '03.2', sdg: ['11.5', '3.d'] },
  local_economy: { dac: '32130', cofog: '04.1', sdg: ['8.3', '8.9'] },
  digital_service: { dac: '22040', cofog: '01.3', sdg: ['16.6', '16.10'] },
} as const;

export type CategoryCode = keyof typeof CATEGORIES;
