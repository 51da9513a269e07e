import { authPlantedErrors, authTrueStatements } from './statements/auth.ts';
import { batchPlantedErrors, batchTrueStatements } from './statements/batch.ts';
import { bloatPlantedErrors, bloatTrueStatements } from './statements/bloat.ts';
import { cachePlantedErrors, cacheTrueStatements } from './statements/cache.ts';
import { edgePlantedErrors, edgeTrueStatements } from './statements/edge.ts';
import { elasticPlantedErrors, elasticTrueStatements } from './statements/elastic.ts';
import { evictionPlantedErrors, evictionTrueStatements } from './statements/eviction.ts';
import { faresPlantedErrors, faresTrueStatements } from './statements/fares.ts';
import { fleetPlantedErrors, fleetTrueStatements } from './statements/fleet.ts';
import { gatewayPlantedErrors, gatewayTrueStatements } from './statements/gateway.ts';
import { goLeakPlantedErrors, goLeakTrueStatements } from './statements/go-leak.ts';
import { gpuPlantedErrors, gpuTrueStatements } from './statements/gpu.ts';
import { handlesPlantedErrors, handlesTrueStatements } from './statements/handles.ts';
import { ledgerPlantedErrors, ledgerTrueStatements } from './statements/ledger.ts';
import { longPlantedErrors, longTrueStatements } from './statements/long.ts';
import { mailRelayPlantedErrors, mailRelayTrueStatements } from './statements/mail-relay.ts';
import { meshPlantedErrors, meshTrueStatements } from './statements/mesh.ts';
import { morePlantedErrors, moreTrueStatements } from './statements/more.ts';
import { parcelsPlantedErrors, parcelsTrueStatements } from './statements/parcels.ts';
import { plainPlantedErrors, plainTrueStatements } from './statements/plain.ts';
import { playedTrueStatements } from './statements/played.ts';
import { resolverPlantedErrors, resolverTrueStatements } from './statements/resolver.ts';
import { retoldPlantedErrors, retoldTrueStatements } from './statements/retold.ts';
import { rewordedPlantedErrors, rewordedTrueStatements } from './statements/reworded.ts';
import { streamPlantedErrors, streamTrueStatements } from './statements/stream.ts';
import { thumbnailsPlantedErrors, thumbnailsTrueStatements } from './statements/thumbnails.ts';
import { voicePlantedErrors, voiceTrueStatements } from './statements/voice.ts';
import type { Plant, Told } from './tell.ts';

export const trueStatements: readonly Told[] = [
  ...plainTrueStatements,
  ...longTrueStatements,
  ...moreTrueStatements,
  ...cacheTrueStatements,
  ...gatewayTrueStatements,
  ...handlesTrueStatements,
  ...streamTrueStatements,
  ...retoldTrueStatements,
  ...evictionTrueStatements,
  ...playedTrueStatements,
  ...resolverTrueStatements,
  ...rewordedTrueStatements,
  ...fleetTrueStatements,
  ...ledgerTrueStatements,
  ...edgeTrueStatements,
  ...authTrueStatements,
  ...batchTrueStatements,
  ...mailRelayTrueStatements,
  ...goLeakTrueStatements,
  ...gpuTrueStatements,
  ...bloatTrueStatements,
  ...voiceTrueStatements,
  ...elasticTrueStatements,
  ...parcelsTrueStatements,
  ...meshTrueStatements,
  ...thumbnailsTrueStatements,
  ...faresTrueStatements,
];
export const plantedErrors: readonly (Told & { readonly kind: Plant })[] = [
  ...plainPlantedErrors,
  ...longPlantedErrors,
  ...morePlantedErrors,
  ...cachePlantedErrors,
  ...gatewayPlantedErrors,
  ...handlesPlantedErrors,
  ...streamPlantedErrors,
  ...retoldPlantedErrors,
  ...evictionPlantedErrors,
  ...resolverPlantedErrors,
  ...rewordedPlantedErrors,
  ...fleetPlantedErrors,
  ...ledgerPlantedErrors,
  ...edgePlantedErrors,
  ...authPlantedErrors,
  ...batchPlantedErrors,
  ...mailRelayPlantedErrors,
  ...goLeakPlantedErrors,
  ...gpuPlantedErrors,
  ...bloatPlantedErrors,
  ...voicePlantedErrors,
  ...elasticPlantedErrors,
  ...parcelsPlantedErrors,
  ...meshPlantedErrors,
  ...thumbnailsPlantedErrors,
  ...faresPlantedErrors,
];
