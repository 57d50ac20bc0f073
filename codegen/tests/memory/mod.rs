//! The most memory that a test has taken so far.

/// Says it, and fails when it is more than the generator may ever need; where the system doesn't tell, nothing is said.
pub fn stays_below_a_gigabyte() {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return;
    };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    if let Some(kilobytes) = kilobytes {
        println!("{} MB of memory at the most", kilobytes / 1000);
        assert!(kilobytes < 1_000_000, "{kilobytes} kB");
    }
}
