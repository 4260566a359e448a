import { parentPort, workerData } from 'node:worker_threads';
import { multiplyAdd } from '../../src/schemes/dense.ts';

// The thread of the reproducibility test: its own instance, first call.
const { a, x, y, n, columns } = workerData;
multiplyAdd(a, x, y, n, columns);
parentPort?.postMessage(y);
