//! FSx's rules: what the operations do to the state, and what they answer.

use serde_json::{Map, Value, json};

/// A backup is CREATING until it was shown this often.
pub const POLLS_UNTIL_AVAILABLE: u32 = 2;

/// A backup that was created.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Its identifier.
    pub id: String,
    /// The token of the request that created it.
    pub token: String,
    /// That request without its token.
    pub request: Value,
    shown: u32,
}

/// Everything that the service knows.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) backups: Vec<Backup>,
}

/// An answer: status and body.
pub(crate) type Answer = (u16, Value);

const FILE_SYSTEMS: [(&str, &str); 4] = [
    ("fs-0000000000000000a", "WINDOWS"),
    ("fs-0000000000000000b", "LUSTRE"),
    ("fs-0000000000000000c", "ONTAP"),
    ("fs-0000000000000000d", "OPENZFS"),
];

pub(crate) fn error(status: u16, code: &str, message: &str) -> Answer {
    (status, json!({ "__type": code, "Message": message }))
}

impl State {
    pub(crate) fn answer(&mut self, operation: &str, body: &[u8]) -> Answer {
        let Ok(Value::Object(request)) = serde_json::from_slice(body) else {
            return error(400, "SerializationException", "the body is no JSON object");
        };
        match operation {
            "CreateBackup" => self.create_backup(request),
            "DescribeBackups" => self.describe_backups(&request),
            "DeleteBackup" => self.delete_backup(&request),
            "DescribeFileSystems" => describe_file_systems(),
            _ => error(400, "UnknownOperationException", operation),
        }
    }

    fn create_backup(&mut self, mut request: Map<String, Value>) -> Answer {
        let token = request.remove("ClientRequestToken");
        let Some(token) = token.as_ref().and_then(Value::as_str).map(str::to_owned) else {
            return error(400, "BadRequest", "there is no token");
        };
        let request = Value::Object(request);
        if let Some(before) = self.backups.iter().find(|backup| backup.token == token) {
            if before.request != request {
                let message = "the token was used with other parameters";
                return error(400, "IncompatibleParameterError", message);
            }
            return (200, json!({ "Backup": document(before) }));
        }
        let file_system = request["FileSystemId"].as_str().unwrap_or_default();
        if !FILE_SYSTEMS.iter().any(|(known, _)| *known == file_system) {
            return error(400, "FileSystemNotFound", "there is no such file system");
        }
        let backup = Backup {
            id: format!("backup-{:017x}", self.backups.len() + 1),
            token,
            request,
            shown: 0,
        };
        let answer = json!({ "Backup": document(&backup) });
        self.backups.push(backup);
        (200, answer)
    }

    fn describe_backups(&mut self, request: &Map<String, Value>) -> Answer {
        let asked: Option<Vec<&str>> = request
            .get("BackupIds")
            .and_then(Value::as_array)
            .map(|ids| ids.iter().filter_map(Value::as_str).collect());
        if let Some(asked) = &asked {
            let known = |id: &&str| self.backups.iter().any(|backup| backup.id == **id);
            if !asked.iter().all(known) {
                return error(400, "BackupNotFound", "there is no such backup");
            }
        }
        let wanted = |backup: &&mut Backup| {
            asked
                .as_ref()
                .is_none_or(|asked| asked.contains(&backup.id.as_str()))
        };
        let start = request.get("NextToken").and_then(Value::as_str);
        let start: usize = start.and_then(|text| text.parse().ok()).unwrap_or(0);
        let most = request
            .get("MaxResults")
            .and_then(Value::as_u64)
            .unwrap_or(100);
        let most = usize::try_from(most).unwrap_or(100);
        let total = self.backups.len();
        let page = self
            .backups
            .iter_mut()
            .filter(wanted)
            .skip(start)
            .take(most);
        let page: Vec<Value> = page
            .map(|backup| {
                backup.shown += 1;
                document(backup)
            })
            .collect();
        let mut answer = json!({ "Backups": page });
        if asked.is_none() && start + most < total {
            answer["NextToken"] = json!((start + most).to_string());
        }
        (200, answer)
    }

    fn delete_backup(&mut self, request: &Map<String, Value>) -> Answer {
        let id = request
            .get("BackupId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let before = self.backups.len();
        self.backups.retain(|backup| backup.id != id);
        if self.backups.len() == before {
            return error(400, "BackupNotFound", "there is no such backup");
        }
        (200, json!({ "BackupId": id, "Lifecycle": "DELETED" }))
    }
}

fn document(backup: &Backup) -> Value {
    let lifecycle = if backup.shown > POLLS_UNTIL_AVAILABLE {
        "AVAILABLE"
    } else {
        "CREATING"
    };
    json!({
        "BackupId": backup.id,
        "Lifecycle": lifecycle,
        "Type": "USER_INITIATED",
        "CreationTime": 1_700_000_000,
        "Tags": backup.request["Tags"],
        "FileSystem": { "FileSystemId": backup.request["FileSystemId"] },
    })
}

fn describe_file_systems() -> Answer {
    let all: Vec<Value> = FILE_SYSTEMS
        .iter()
        .map(|(id, kind)| json!({ "FileSystemId": id, "FileSystemType": kind, "Lifecycle": "AVAILABLE" }))
        .collect();
    (200, json!({ "FileSystems": all }))
}
