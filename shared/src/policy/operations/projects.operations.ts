import type { OperationRow } from '../operation-row.js';
import { INSIDERS, SIGNED_IN, anyOf, member, platform } from './access.js';

const AUTHORS = member('la_focal_point', 'la_mayor');

/** projects, endorsements, matching (commitments), campaigns. */
export const PROJECT_OPERATIONS = {
  'projects.start': { method: 'POST', path: '/projects', access: AUTHORS },
  'projects.mine': { method: 'GET', path: '/me/projects', access: SIGNED_IN },
  'projects.review-queue': {
    method: 'GET',
    path: '/projects/review-queue',
    access: platform('platform_reviewer'),
  },
  'projects.file': { method: 'GET', path: '/projects/:id/file', access: INSIDERS },
  'projects.save-need': { method: 'PUT', path: '/projects/:id/sections/need', access: AUTHORS },
  'projects.save-photos': { method: 'PUT', path: '/projects/:id/sections/photos', access: AUTHORS },
  'projects.save-polls': { method: 'PUT', path: '/projects/:id/sections/polls', access: AUTHORS },
  'projects.save-owner': { method: 'PUT', path: '/projects/:id/sections/owner', access: AUTHORS },
  'projects.save-budget': { method: 'PUT', path: '/projects/:id/sections/budget', access: AUTHORS },
  'projects.save-funding': {
    method: 'PUT',
    path: '/projects/:id/sections/funding',
    access: AUTHORS,
  },
  'projects.save-milestones': {
    method: 'PUT',
    path: '/projects/:id/sections/milestones',
    access: AUTHORS,
  },
  'projects.save-indicators': {
    method: 'PUT',
    path: '/projects/:id/sections/indicators',
    access: AUTHORS,
  },
  'projects.submit': {
    method: 'POST',
    path: '/projects/:id/submission',
    access: member('la_mayor'),
  },
  'projects.review': {
    method: 'POST',
    path: '/projects/:id/review',
    access: platform('platform_reviewer'),
  },
  'projects.relaunch': {
    method: 'POST',
    path: '/projects/:id/relaunch',
    access: member('la_mayor'),
  },

  'endorsements.request': {
    method: 'POST',
    path: '/projects/:id/endorsements',
    access: member('la_focal_point', 'la_mayor', 'hta_board'),
  },
  'endorsements.of-project': {
    method: 'GET',
    path: '/projects/:id/endorsements',
    access: INSIDERS,
  },
  'endorsements.mine': {
    method: 'GET',
    path: '/me/endorsements',
    access: member('hta_member', 'hta_board', 'hta_verifier'),
  },
  'endorsements.get': { method: 'GET', path: '/endorsements/:id', access: INSIDERS },
  'endorsements.open-call': {
    method: 'POST',
    path: '/endorsements/:id/call',
    access: member('hta_board'),
  },
  'endorsements.cast-ballot': {
    method: 'POST',
    path: '/endorsements/:id/ballots',
    access: member('hta_member', 'hta_board'),
  },

  'matching.declare-commitment': {
    method: 'POST',
    path: '/projects/:id/commitments',
    access: AUTHORS,
  },
  'matching.commitments-of-project': {
    method: 'GET',
    path: '/projects/:id/commitments',
    access: INSIDERS,
  },
  'matching.commitment-queue': {
    method: 'GET',
    path: '/commitments/review-queue',
    access: platform('platform_reviewer'),
  },
  'matching.decide-commitment': {
    method: 'POST',
    path: '/commitments/:id/decision',
    access: platform('platform_reviewer'),
  },
  'matching.withdraw-commitment': {
    method: 'POST',
    path: '/commitments/:id/withdrawal',
    access: member('la_mayor'),
  },
  'matching.offer-evidence': {
    method: 'POST',
    path: '/commitments/:id/evidence',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
  },
  'matching.decide-evidence': {
    method: 'POST',
    path: '/commitment-evidence/:id/decision',
    access: platform('platform_reviewer'),
  },

  'campaigns.schedule': {
    method: 'POST',
    path: '/projects/:id/campaign',
    access: member('la_mayor'),
  },
  'campaigns.ask-extension': {
    method: 'POST',
    path: '/campaigns/:id/extension',
    access: member('la_mayor'),
  },
  'campaigns.agree-extension': {
    method: 'POST',
    path: '/campaigns/:id/extension/agreement',
    access: member('hta_board'),
  },
  'campaigns.hold-queue': {
    method: 'GET',
    path: '/campaigns/review-holds',
    access: platform('platform_reviewer', 'administrator'),
  },
  'campaigns.decide-hold': {
    method: 'POST',
    path: '/campaigns/:id/hold-decision',
    access: platform('platform_reviewer', 'administrator'),
  },

  'milestones.of-project': { method: 'GET', path: '/projects/:id/milestones', access: INSIDERS },
  'milestones.report': {
    method: 'POST',
    path: '/milestones/:id/report',
    access: member('la_focal_point', 'la_mayor'),
  },
  'milestones.my-cases': {
    method: 'GET',
    path: '/me/verifications',
    access: anyOf(['volunteer_verifier'], ['hta_verifier']),
  },
  'milestones.accept-case': {
    method: 'POST',
    path: '/verifications/:id/acceptance',
    access: anyOf(['volunteer_verifier'], ['hta_verifier']),
  },
  'milestones.answer-case': {
    method: 'POST',
    path: '/verifications/:id/answer',
    access: anyOf(['volunteer_verifier'], ['hta_verifier']),
  },
  'milestones.doubt-queue': {
    method: 'GET',
    path: '/milestones/doubts',
    access: platform('platform_reviewer'),
  },
  'milestones.decide-doubt': {
    method: 'POST',
    path: '/milestones/:id/doubt-decision',
    access: platform('platform_reviewer'),
  },
  'milestones.report-spending': {
    method: 'POST',
    path: '/projects/:id/spending-reports',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
  },

  'results.report-completion': {
    method: 'POST',
    path: '/projects/:id/completion-report',
    access: member('la_focal_point', 'la_mayor'),
  },
  'results.report-follow-up': {
    method: 'POST',
    path: '/reports/:id/follow-up',
    access: member('la_focal_point', 'la_mayor'),
  },
  'results.of-project': { method: 'GET', path: '/projects/:id/reports', access: INSIDERS },
  'results.review-queue': {
    method: 'GET',
    path: '/reports/review-queue',
    access: platform('platform_reviewer'),
  },
  'results.review': {
    method: 'POST',
    path: '/reports/:id/review',
    access: platform('platform_reviewer'),
  },
} as const satisfies Record<string, OperationRow>;
