import type { esRecovery } from './es-recovery.ts';

/** What the page says in English to those who lost their password. */
export const enRecovery: typeof esRecovery = {
  recovery: {
    title: 'Recover the password',
    lead: 'We will send a code to your e-mail. With that code you choose a new password.',
    submit: 'Send code',
    submitting: 'Sending…',
    back: 'Back to sign in',
    noMail: 'No registered e-mail?',
    noMailWhat: 'Ask your school’s management for another password, in person and with your document. If you head the school, ask your UGEL.',

    checkTitle: 'Check your e-mail',
    sent: 'If the user has a registered e-mail, an 8-digit code will arrive in a few minutes. It lasts 10 minutes.',
    resent: 'If the user has a registered e-mail, another code will arrive. The one before no longer works.',
    linkTitle: 'Choose a new password',
    linkLead: 'Enter your user and the code that you got by e-mail. The code lasts 10 minutes.',
    forUser: (login) => `User ${login}`,
    otherUser: 'Use another user',
    change: 'Change password',
    changing: 'Changing…',
    notArrived: 'Did it not arrive?',
    cut: 'The connection was lost and we do not know whether your password changed. Try signing in with the new one; if you cannot, ask for another code.',

    doneTitle: 'Your password changed',
    doneWhat: 'We closed your sessions on every device. Sign in with the new password.',
    signIn: 'Sign in',
  },
};
