import { sourceJobsContract } from "../../../../test/contracts/source-jobs-contract.ts";
import { memorySourceJobs } from "./memory-source-jobs.ts";

sourceJobsContract(async () => {
  const jobs = memorySourceJobs();
  return { jobs, abandonJobs: async () => jobs.abandonJobs() };
});
