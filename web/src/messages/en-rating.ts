import type { esRating } from './es-rating.ts';

/** What the page says in English to those who rate how a request was answered. */
export const enRating: typeof esRating = {
  rating: {
    title: 'How did we help you?',
    lead: (number) => `Request ${number}. One tap will do; there is no need to sign in.`,
    choices: { 1: 'Very badly', 2: 'Badly', 3: 'So-so', 4: 'Well', 5: 'Very well' },
    sending: 'Sending…',
    thanksTitle: 'Thank you',
    thanks: (words) => `We noted your answer: ${words}. It helps us to do better.`,
    again: 'If you still need help, you can reopen the request in Portero.',
    home: 'Go to Portero',
    lostTitle: 'Open the link of your mail again',
    lost: 'The link is not kept on this page. Go back to the message and open it again.',
    overTitle: 'This link no longer works',
    over: 'Each link works once, for 30 days. If you have rated the help already, there is nothing more to do.',
  },
};
