import { solveChallenge } from 'altcha-lib/v1';
import type { ProofOfWork } from '../api/shapes.ts';

// ALTCHA's search, away from the page's thread so that typing stays smooth.
addEventListener('message', (event: MessageEvent<ProofOfWork['challenge']>) => {
  const { challenge, salt, algorithm, maxnumber } = event.data;
  void solveChallenge(challenge, salt, algorithm, maxnumber).promise.then((solution) => postMessage(solution));
});
