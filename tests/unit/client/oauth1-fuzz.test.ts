import { fuzzOauth1 } from './oauth1-fuzz.ts'

fuzzOauth1(150)
