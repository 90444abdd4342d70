import './app.ts';
import { restore } from './messages/messages.ts';
import { startRouter } from './router.ts';
import { start } from './session/session.ts';

startRouter();
void restore().then(start);
