//! restXml.

use protocols::pages::{OBJECTS, Pages};
use protocols::requests::{self, BUCKET};
use protocols::{in_memory, s3};

use crate::case::{Bench, Same, Side};
use crate::theirs;

/// The text itself: both sides write members in the model's order. A declaration may stand before it.
fn meaning(body: &[u8]) -> serde_json::Value {
    let text = std::str::from_utf8(body).unwrap();
    text.split_once("?>")
        .map_or(text, |(_, root)| root)
        .trim()
        .into()
}

pub fn list(bench: &mut Bench, pages: &Pages) {
    bench.case(
        "S3 ListObjectsV2 reads XML",
        &pages.objects,
        Side {
            client: |page: &_, sent| in_memory(s3::Client::builder(), page, sent),
            input: || s3::types::ListObjectsV2Request::new(BUCKET),
            call: async |client: &s3::Client, request| {
                client.list_objects_v2(request).await.unwrap()
            },
        },
        Side {
            client: theirs::s3,
            input: || (),
            call: async |client: &aws_sdk_s3::Client, ()| {
                client
                    .list_objects_v2()
                    .bucket(BUCKET)
                    .send()
                    .await
                    .unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &s3::types::ListObjectsV2Output, theirs: &_| {
                agree(&ours.contents, theirs)
            },
        },
    );
}

fn agree(
    ours: &[s3::types::Object],
    theirs: &aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output,
) {
    let theirs = theirs.contents();
    assert_eq!((ours.len(), theirs.len()), (OBJECTS, OBJECTS));
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours.key, theirs.key);
        assert_eq!(ours.e_tag, theirs.e_tag);
        assert_eq!(ours.size, theirs.size);
        assert_eq!(
            ours.last_modified.unwrap().as_second(),
            theirs.last_modified().unwrap().secs()
        );
        assert_eq!(
            ours.checksum_algorithm.len(),
            theirs.checksum_algorithm().len()
        );
    }
}

pub fn delete(bench: &mut Bench, pages: &Pages) {
    let (request, delete) = (requests::delete_objects(), theirs::delete());
    bench.case(
        "S3 DeleteObjects writes XML",
        &pages.deleted,
        Side {
            client: |page: &_, sent| in_memory(s3::Client::builder(), page, sent),
            input: || request.clone(),
            call: async |client: &s3::Client, request| {
                client.delete_objects(request).await.unwrap()
            },
        },
        Side {
            client: theirs::s3,
            input: || delete.clone(),
            call: async |client: &aws_sdk_s3::Client, delete| {
                client
                    .delete_objects()
                    .bucket(BUCKET)
                    .delete(delete)
                    .send()
                    .await
                    .unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &s3::types::DeleteObjectsOutput, theirs: &_| {
                let theirs: &aws_sdk_s3::operation::delete_objects::DeleteObjectsOutput = theirs;
                assert_eq!(ours.deleted.len(), theirs.deleted().len());
            },
        },
    );
}
