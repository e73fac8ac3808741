import { ChoicesRepository } from './choices.repository.js';
import { DecideChoice } from './decide-choice.js';
import { KeepUnanswered } from './keep-unanswered.js';
import { MoveGift } from './move-gift.js';
import { ReadChoices } from './read-choices.js';
import { RemindChoices } from './remind-choices.js';

export const CHOICES = [
  ChoicesRepository,
  MoveGift,
  DecideChoice,
  ReadChoices,
  RemindChoices,
  KeepUnanswered,
];
