/**
 * Findings of policy checkers in every platform, by its design, as YAML inside `platform:`. They are in the folder and not
 * in the product, since whoever deploys a platform answers for it.
 */
export const acknowledgements = `  # What cdk-nag, checkov and cfn-lint find by design. \`lakewright synth\` fails for any other finding, and for an entry
  # that nothing needs. Read them before you deploy, and write who answers.
  deployment:
    acknowledge:
      - finding: S3BucketReplicationEnabled
        on: data_lake
        owner: data-platform-team
        reason: The zones hold copies of what the sources hold, versioned, in one region
      - finding: S3BucketReplicationEnabled
        on: core/foundation/logging
        owner: data-platform-team
        reason: Access logs are read in their own region and expire
      - finding: LambdaInsideVPC
        on: data_lake
        owner: data-platform-team
        reason: Functions talk to AWS alone; an account that has a VPC names it
      - finding: CKV_AWS_117
        on: data_lake
        owner: data-platform-team
        reason: Functions talk to AWS alone; an account that has a VPC names it
      - finding: AwsSolutions-L1
        on: data_lake
        owner: data-platform-team
        reason: Node 22 is supported and is what the handlers are built and proven for
      - finding: W3005
        on: data_lake
        owner: data-platform-team
        reason: CDK states each dependency, also where a reference implies it
      - finding: AwsSolutions-IAM5[Resource::*]
        on: core/foundation/boundary
        owner: data-platform-team
        reason: A boundary grants nothing; it lists the actions that any role can have at most
      - finding: AwsSolutions-IAM5[Resource::*]
        on: data_lake/registration/register-run
        owner: data-platform-team
        reason: X-Ray knows no resources; nothing else is on all resources
      - finding: AwsSolutions-IAM5[Resource::*]
        on: data_lake/registration/reconcile-runs
        owner: data-platform-team
        reason: X-Ray knows no resources; nothing else is on all resources
      - finding: AwsSolutions-IAM5[Resource]
        on: data_lake/registration/register-run
        owner: data-platform-team
        reason: Tables and files are known only when flows have run
      - finding: AwsSolutions-IAM5[Resource]
        on: data_lake/registration/reconcile-runs
        owner: data-platform-team
        reason: Tables, flows and files are known only when flows have run
      - finding: AwsSolutions-IAM5[Resource]
        on: data_lake/zones/location-role
        owner: data-platform-team
        reason: The objects of each zone, which Lake Formation lends one by one
      - finding: LambdaInsideVPC
        on: core/lake-settings
        owner: data-platform-team
        reason: Functions talk to AWS alone; an account that has a VPC names it
      - finding: CKV_AWS_117
        on: core/lake-settings
        owner: data-platform-team
        reason: Functions talk to AWS alone; an account that has a VPC names it
      - finding: AwsSolutions-L1
        on: core/lake-settings
        owner: data-platform-team
        reason: Node 22 is supported and is what the handlers are built and proven for
      - finding: W3005
        on: core/lake-settings
        owner: data-platform-team
        reason: CDK states each dependency, also where a reference implies it
      - finding: AwsSolutions-IAM5[Resource::*]
        on: core/lake-settings/lake-settings
        owner: data-platform-team
        reason: Lake Formation and X-Ray have no resources in IAM; the actions on settings are two, named
      - finding: AwsSolutions-IAM5[Resource]
        on: core/lake-settings/lake-settings
        owner: data-platform-team
        reason: Whether an administrator still exists is asked of any role of the account, by iam:GetRole alone
      - finding: AwsSolutions-IAM5[Resource::*]
        on: data_lake/access/apply-grants
        owner: data-platform-team
        reason: Lake Formation and X-Ray have no resources in IAM; the actions are named and none reads data
      - finding: AwsSolutions-IAM5[Resource]
        on: data_lake/access/apply-grants
        owner: data-platform-team
        reason: Tables are known only when flows have run; the patterns end at the platform's databases
`;
