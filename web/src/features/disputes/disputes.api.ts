import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const listDisputes = async () => itemsOf(await api.get('/disputes'));
