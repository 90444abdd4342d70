import type { DoorMessages } from './es.ts';

/** What the page says in Spanish to those who rate how a request was answered. */
export const esRating = {
  rating: {
    title: '¿Cómo le atendimos?',
    lead: (number: string) => `Solicitud ${number}. Un toque basta; no necesita ingresar.`,
    choices: { 1: 'Muy mal', 2: 'Mal', 3: 'Regular', 4: 'Bien', 5: 'Muy bien' },
    sending: 'Enviando…',
    thanksTitle: 'Gracias',
    thanks: (words: string) => `Anotamos su respuesta: ${words}. Con ella mejoramos la atención.`,
    again: 'Si todavía necesita ayuda, puede reabrir la solicitud en Portero.',
    home: 'Ir a Portero',
    lostTitle: 'Abra otra vez el enlace de su correo',
    lost: 'El enlace no se guarda en esta página. Vuelva al mensaje y ábralo de nuevo.',
    overTitle: 'Este enlace ya no sirve',
    over: 'Cada enlace sirve una sola vez, durante 30 días. Si ya calificó la atención, no hace falta nada más.',
  },
};

export type RatingMessages = DoorMessages & typeof esRating;
