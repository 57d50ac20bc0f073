//! Random values of every FSx type: what is written is read back as it was, in serde's form and on the wire.
//!
//! The values are made through the tables, so that no type is listed by hand but the operations'.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fmt::Debug;

use fastrand::Rng;
use fsx::types::*;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shapesmith_runtime::__private::v1::{List, Map, Presence, Slot, Structure, Value};
use shapesmith_runtime::{Bytes, Document, Timestamp};

/// Fills a value with whatever its type can hold.
fn fill(slot: Slot<'_>, random: &mut Rng, depth: u8) {
    match slot {
        Slot::Boolean(slot) => *slot = random.bool(),
        Slot::Integer(slot) => *slot = random.i32(..),
        Slot::Long(slot) => *slot = random.i64(..),
        Slot::Float(slot) => *slot = random.f32() * 1e6,
        Slot::Double(slot) => *slot = random.f64() * 1e12 - 5e11,
        Slot::String(slot) => *slot = text(random),
        Slot::Enumeration(slot) => slot.set_wire(&word(random)),
        Slot::Blob(slot) => *slot = Bytes::from(text(random)),
        Slot::Stream(slot) => *slot = text(random).into(),
        Slot::Timestamp(slot) => {
            let milliseconds = random.i64(-4_000_000_000_000..4_000_000_000_000);
            *slot = Timestamp::from_millisecond(milliseconds).unwrap();
        }
        Slot::Document(slot) => *slot = Document::from(text(random)),
        Slot::Structure(slot) => fill_structure(slot, random, depth + 1),
        Slot::Union(slot) => {
            let index = random.usize(..slot.schema().members.len());
            fill(slot.activate(index).unwrap().write(), random, depth + 1);
        }
        Slot::List(slot) => fill_list(slot, random, depth),
        Slot::Map(slot) => fill_map(slot, random, depth),
        Slot::Nothing => {}
    }
}

fn fill_structure(structure: &mut dyn Structure, random: &mut Rng, depth: u8) {
    for index in 0..structure.schema().members.len() {
        if random.u8(..10) < 7 {
            fill(structure.slot(index), random, depth);
        }
    }
}

fn fill_list(list: &mut dyn List, random: &mut Rng, depth: u8) {
    list.clear();
    for _ in 0..entries(random, depth) {
        fill(list.push(Presence::Present), random, depth);
    }
}

fn fill_map(map: &mut dyn Map, random: &mut Rng, depth: u8) {
    for _ in 0..entries(random, depth) {
        fill(map.insert(&word(random)).write(), random, depth);
    }
}

/// How many entries a list or map gets: none from some depth on, as volumes hold volumes.
fn entries(random: &mut Rng, depth: u8) -> u8 {
    if depth < 5 { random.u8(..3) } else { 0 }
}

/// Some words are values of enums, some are not.
fn word(random: &mut Rng) -> String {
    let words = [
        "AVAILABLE",
        "CREATING",
        "SSD",
        "WINDOWS",
        "",
        "not known",
        "\u{1F980}",
    ];
    random.choice(words).unwrap().to_owned()
}

fn text(random: &mut Rng) -> String {
    let characters = [
        'a',
        'Z',
        '0',
        '"',
        '\\',
        '\n',
        '\u{0}',
        '\u{1f}',
        'ß',
        '\u{2028}',
        '\u{1F980}',
    ];
    (0..random.u8(..6))
        .map(|_| *random.choice(&characters).unwrap())
        .collect()
}

fn made<T: Value>(random: &mut Rng) -> T {
    let mut value = T::blank();
    fill(value.write(), random, 0);
    value
}

fn through_serde<T: Value + PartialEq + Debug + Serialize + DeserializeOwned>(random: &mut Rng) {
    let value: T = made(random);
    let text = serde_json::to_string(&value).unwrap();
    let back: T = serde_json::from_str(&text).unwrap();
    assert_eq!(back, value, "{text}");
    // `PartialEq` and `Debug` go through the tables too: a difference in either would hide in the other.
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
}

/// Calls `each` for every operation: its method, request and response.
macro_rules! operations {
    ($($method:ident: $request:ident => $response:ident;)+) => {
        const OPERATIONS: &[&str] = &[$(stringify!($method)),+];

        fn every_type_survives_serde(random: &mut Rng) {
            $(
                through_serde::<$request>(random);
                through_serde::<$response>(random);
            )+
        }

        fn every_call_survives_the_wire(client: &fsx::Client, random: &mut Rng) {
            $({
                let request: $request = made(random);
                let call = client.$method(request.clone());
                let sent = call.http_request().unwrap();
                let mut back: $request = serde_json::from_slice(sent.body().bytes().unwrap()).unwrap();
                assert_eq!(without_token(&mut back), without_token(&mut request.clone()));

                let response: $response = made(random);
                let body = Bytes::from(serde_json::to_vec(&response).unwrap());
                assert_eq!(call.read_response(http::Response::new(body)).unwrap(), response);
            })+
        }

        fn no_body_panics(client: &fsx::Client, body: &[u8]) {
            $({
                let call = client.$method(<$request as Value>::blank());
                let answer = |status: u16| {
                    let body = Bytes::copy_from_slice(body);
                    http::Response::builder().status(status).body(body).unwrap()
                };
                let _ = call.read_response(answer(200));
                assert!(call.read_response(answer(400)).is_err());
            })+
        }
    };
}

operations! {
    associate_file_system_aliases: AssociateFileSystemAliasesRequest => AssociateFileSystemAliasesResponse;
    cancel_data_repository_task: CancelDataRepositoryTaskRequest => CancelDataRepositoryTaskResponse;
    copy_backup: CopyBackupRequest => CopyBackupResponse;
    copy_snapshot_and_update_volume: CopySnapshotAndUpdateVolumeRequest => CopySnapshotAndUpdateVolumeResponse;
    create_and_attach_s3_access_point: CreateAndAttachS3AccessPointRequest => CreateAndAttachS3AccessPointResponse;
    create_backup: CreateBackupRequest => CreateBackupResponse;
    create_data_repository_association: CreateDataRepositoryAssociationRequest => CreateDataRepositoryAssociationResponse;
    create_data_repository_task: CreateDataRepositoryTaskRequest => CreateDataRepositoryTaskResponse;
    create_file_cache: CreateFileCacheRequest => CreateFileCacheResponse;
    create_file_system: CreateFileSystemRequest => CreateFileSystemResponse;
    create_file_system_from_backup: CreateFileSystemFromBackupRequest => CreateFileSystemFromBackupResponse;
    create_snapshot: CreateSnapshotRequest => CreateSnapshotResponse;
    create_storage_virtual_machine: CreateStorageVirtualMachineRequest => CreateStorageVirtualMachineResponse;
    create_volume: CreateVolumeRequest => CreateVolumeResponse;
    create_volume_from_backup: CreateVolumeFromBackupRequest => CreateVolumeFromBackupResponse;
    delete_backup: DeleteBackupRequest => DeleteBackupResponse;
    delete_data_repository_association: DeleteDataRepositoryAssociationRequest => DeleteDataRepositoryAssociationResponse;
    delete_file_cache: DeleteFileCacheRequest => DeleteFileCacheResponse;
    delete_file_system: DeleteFileSystemRequest => DeleteFileSystemResponse;
    delete_snapshot: DeleteSnapshotRequest => DeleteSnapshotResponse;
    delete_storage_virtual_machine: DeleteStorageVirtualMachineRequest => DeleteStorageVirtualMachineResponse;
    delete_volume: DeleteVolumeRequest => DeleteVolumeResponse;
    describe_backups: DescribeBackupsRequest => DescribeBackupsResponse;
    describe_data_repository_associations: DescribeDataRepositoryAssociationsRequest => DescribeDataRepositoryAssociationsResponse;
    describe_data_repository_tasks: DescribeDataRepositoryTasksRequest => DescribeDataRepositoryTasksResponse;
    describe_file_caches: DescribeFileCachesRequest => DescribeFileCachesResponse;
    describe_file_system_aliases: DescribeFileSystemAliasesRequest => DescribeFileSystemAliasesResponse;
    describe_file_systems: DescribeFileSystemsRequest => DescribeFileSystemsResponse;
    describe_s3_access_point_attachments: DescribeS3AccessPointAttachmentsRequest => DescribeS3AccessPointAttachmentsResponse;
    describe_shared_vpc_configuration: DescribeSharedVpcConfigurationRequest => DescribeSharedVpcConfigurationResponse;
    describe_snapshots: DescribeSnapshotsRequest => DescribeSnapshotsResponse;
    describe_storage_virtual_machines: DescribeStorageVirtualMachinesRequest => DescribeStorageVirtualMachinesResponse;
    describe_volumes: DescribeVolumesRequest => DescribeVolumesResponse;
    detach_and_delete_s3_access_point: DetachAndDeleteS3AccessPointRequest => DetachAndDeleteS3AccessPointResponse;
    disassociate_file_system_aliases: DisassociateFileSystemAliasesRequest => DisassociateFileSystemAliasesResponse;
    list_tags_for_resource: ListTagsForResourceRequest => ListTagsForResourceResponse;
    release_file_system_nfs_v3_locks: ReleaseFileSystemNfsV3LocksRequest => ReleaseFileSystemNfsV3LocksResponse;
    restore_volume_from_snapshot: RestoreVolumeFromSnapshotRequest => RestoreVolumeFromSnapshotResponse;
    start_misconfigured_state_recovery: StartMisconfiguredStateRecoveryRequest => StartMisconfiguredStateRecoveryResponse;
    tag_resource: TagResourceRequest => TagResourceResponse;
    untag_resource: UntagResourceRequest => UntagResourceResponse;
    update_data_repository_association: UpdateDataRepositoryAssociationRequest => UpdateDataRepositoryAssociationResponse;
    update_file_cache: UpdateFileCacheRequest => UpdateFileCacheResponse;
    update_file_system: UpdateFileSystemRequest => UpdateFileSystemResponse;
    update_shared_vpc_configuration: UpdateSharedVpcConfigurationRequest => UpdateSharedVpcConfigurationResponse;
    update_snapshot: UpdateSnapshotRequest => UpdateSnapshotResponse;
    update_storage_virtual_machine: UpdateStorageVirtualMachineRequest => UpdateStorageVirtualMachineResponse;
    update_volume: UpdateVolumeRequest => UpdateVolumeResponse;
}

/// The client fills a token that was left out or empty.
fn without_token<T: Value + Clone>(value: &mut T) -> T {
    if let Slot::Structure(structure) = value.write() {
        let token = structure.schema().position("ClientRequestToken");
        if let Some(index) = token {
            structure.reset(index);
        }
    }
    value.clone()
}

fn client() -> fsx::Client {
    fsx::Client::builder().region("us-east-1").build().unwrap()
}

#[test]
fn every_operation_is_in_the_list() {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../generated/fsx/src/operation/mod.rs"
    );
    let text = std::fs::read_to_string(root).unwrap();
    let modules = text
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    assert_eq!(modules.collect::<Vec<_>>(), OPERATIONS);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_value_of_every_type_survives_serde(seed: u64) {
        every_type_survives_serde(&mut Rng::with_seed(seed));
    }

    #[test]
    fn a_call_of_every_operation_survives_the_wire(seed: u64) {
        every_call_survives_the_wire(&client(), &mut Rng::with_seed(seed));
    }

    #[test]
    fn a_broken_body_is_an_error_or_a_value(seed: u64) {
        let mut random = Rng::with_seed(seed);
        let mut body = serde_json::to_vec(&made::<DescribeFileSystemsResponse>(&mut random)).unwrap();
        for _ in 0..random.u8(1..4) {
            let at = random.usize(..body.len());
            body[at] = random.u8(..);
            body.truncate(random.usize(1..=body.len()));
        }
        no_body_panics(&client(), &body);
    }
}
