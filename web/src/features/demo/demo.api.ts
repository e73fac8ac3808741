import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

const MAILS_MAX = 50;

export const listDemoMails = async (to: string) =>
  itemsOf(await api.get('/demo/mails', { query: { to, limit: MAILS_MAX } }));
export const moveClock = (to: string) => api.post('/clock/moves', { body: { to } });
export const clockMove = (id: string) => api.get('/clock/moves/:id', { params: { id } });
