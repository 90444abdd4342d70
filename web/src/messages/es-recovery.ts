import type { DoorMessages } from './es.ts';

/** What the page says in Spanish to those who lost their password. */
export const esRecovery = {
  recovery: {
    title: 'Recuperar la contraseña',
    lead: 'Le enviaremos un código a su correo. Con ese código elegirá una contraseña nueva.',
    submit: 'Enviar código',
    submitting: 'Enviando…',
    back: 'Volver a Ingresar',
    noMail: '¿No tiene un correo registrado?',
    noMailWhat: 'Pida otra contraseña a la dirección de su institución, en persona y con su documento. Si usted la dirige, pídala a su UGEL.',

    checkTitle: 'Revise su correo',
    sent: 'Si el usuario tiene un correo registrado, le llegará un código de 8 cifras en unos minutos. Dura 10 minutos.',
    resent: 'Si el usuario tiene un correo registrado, le llegará otro código. El anterior ya no vale.',
    linkTitle: 'Elegir una contraseña nueva',
    linkLead: 'Escriba su usuario y el código que le llegó por correo. El código dura 10 minutos.',
    forUser: (login: string) => `Usuario ${login}`,
    otherUser: 'Usar otro usuario',
    change: 'Cambiar contraseña',
    changing: 'Cambiando…',
    notArrived: '¿No le llegó?',
    cut: 'Se cortó la conexión y no sabemos si su contraseña cambió. Pruebe a ingresar con la nueva; si no puede, pida otro código.',

    doneTitle: 'Su contraseña cambió',
    doneWhat: 'Cerramos sus sesiones en todos los equipos. Ingrese con la contraseña nueva.',
    signIn: 'Ingresar',
  },
};

export type RecoveryMessages = DoorMessages & typeof esRecovery;
