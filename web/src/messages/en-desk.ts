import { esDesk, type DeskMessages } from './es-desk.ts';
export const enDesk: DeskMessages = esDesk;
