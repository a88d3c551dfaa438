//! The service under load: every probe ends with a report and leaves no memory or file in use.

use std::time::Duration;

use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::load;
use smtp_doctor_testkit::wait::eventually;

const COUNT: usize = 1_200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_probe_ends_with_a_report_and_leaves_nothing_behind() {
    let dns = load::name_server().await;
    let name_server = dns.address.to_string();
    let flags = ["--allow-target", "127.0.0.0/8", "--timeout", "2", "--max-probes", "100", "--log", "warn"];
    let flags = [&flags[..], &["--name-server", &name_server]].concat();
    let doctor = Doctor::serve(&flags).await.unwrap();
    // Warm-up: some things are allocated once and stay.
    load::run(&doctor.url, 120, 100).await.unwrap();
    let before = load::footprint(&doctor.url).await.unwrap();
    let outcome = load::run(&doctor.url, COUNT, 100).await.unwrap();
    assert_eq!(outcome.others, Vec::<String>::new());
    let of = |slugs: &[&str]| slugs.iter().filter_map(|it| outcome.reports.get(*it)).sum::<usize>();
    assert_eq!(outcome.reports.values().sum::<usize>(), COUNT, "{outcome:?}");
    // Good servers pass, with a warning because they do not encrypt.
    assert_eq!(of(&["security-none", "none"]), COUNT / 12 * 8, "{outcome:?}");
    assert_eq!(of(&["connection-dropped"]), COUNT / 12, "{outcome:?}");
    assert_eq!(of(&["server-stalled"]), COUNT / 12, "{outcome:?}");
    assert_eq!(of(&["not-smtp"]), COUNT / 12 * 2, "{outcome:?}");
    // The clients have closed their connections, but the service takes a moment to notice.
    let mut after = load::footprint(&doctor.url).await.unwrap();
    let closed = async || {
        after = load::footprint(&doctor.url).await.unwrap();
        after.files <= before.files
    };
    assert!(eventually(Duration::from_secs(10), closed).await, "{before:?} {after:?}");
    assert!(after.megabytes < before.megabytes + 20.0, "{before:?} {after:?}");
}
