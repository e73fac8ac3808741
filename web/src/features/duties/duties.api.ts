import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const listDuties = async () => itemsOf(await api.get('/me/duties'));
