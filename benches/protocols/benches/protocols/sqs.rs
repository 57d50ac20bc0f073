//! awsJson 1.0.

use protocols::pages::{MESSAGES, Pages};
use protocols::requests::{self, QUEUE};
use protocols::{in_memory, sqs};

use crate::case::{Bench, Same, Side};
use crate::theirs;

fn meaning(body: &[u8]) -> serde_json::Value {
    serde_json::from_slice(body).unwrap()
}

pub fn receive(bench: &mut Bench, pages: &Pages) {
    bench.case(
        "SQS ReceiveMessage reads JSON",
        &pages.messages,
        Side {
            client: |page: &_, sent| in_memory(sqs::Client::builder(), page, sent),
            input: || sqs::types::ReceiveMessageRequest::new(QUEUE),
            call: async |client: &sqs::Client, request| {
                client.receive_message(request).await.unwrap()
            },
        },
        Side {
            client: theirs::sqs,
            input: || (),
            call: async |client: &aws_sdk_sqs::Client, ()| {
                client
                    .receive_message()
                    .queue_url(QUEUE)
                    .send()
                    .await
                    .unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &sqs::types::ReceiveMessageResult, theirs: &_| {
                agree(&ours.messages, theirs)
            },
        },
    );
}

fn agree(
    ours: &[sqs::types::Message],
    theirs: &aws_sdk_sqs::operation::receive_message::ReceiveMessageOutput,
) {
    let theirs = theirs.messages();
    assert_eq!((ours.len(), theirs.len()), (MESSAGES, MESSAGES));
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours.message_id, theirs.message_id);
        assert_eq!(ours.receipt_handle, theirs.receipt_handle);
        assert_eq!(ours.body, theirs.body);
        assert_eq!(ours.attributes.len(), theirs.attributes().unwrap().len());
        let theirs = theirs.message_attributes().unwrap();
        assert_eq!(ours.message_attributes.len(), theirs.len());
        let bytes = ours.message_attributes["key"].binary_value.as_deref();
        assert_eq!(bytes, theirs["key"].binary_value().map(AsRef::as_ref));
    }
}

pub fn send(bench: &mut Bench, pages: &Pages) {
    let (request, entries) = (requests::send_messages(), theirs::entries());
    bench.case(
        "SQS SendMessageBatch writes JSON",
        &pages.sent,
        Side {
            client: |page: &_, sent| in_memory(sqs::Client::builder(), page, sent),
            input: || request.clone(),
            call: async |client: &sqs::Client, request| {
                client.send_message_batch(request).await.unwrap()
            },
        },
        Side {
            client: theirs::sqs,
            input: || entries.clone(),
            call: async |client: &aws_sdk_sqs::Client, entries| {
                client
                    .send_message_batch()
                    .queue_url(QUEUE)
                    .set_entries(Some(entries))
                    .send()
                    .await
                    .unwrap()
            },
        },
        Same {
            meaning,
            agree: |ours: &sqs::types::SendMessageBatchResult, theirs: &_| {
                let theirs: &aws_sdk_sqs::operation::send_message_batch::SendMessageBatchOutput =
                    theirs;
                assert_eq!(
                    ours.successful[0].message_id,
                    theirs.successful()[0].message_id()
                );
            },
        },
    );
}
