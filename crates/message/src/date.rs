//! Checks the syntax of a Date field (RFC 5322 §3.3, with the obsolete zones of §4.3).

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Describes the first problem of a date in a sentence.
pub(super) fn problem(value: &str) -> Option<String> {
    let plain = value.split_once('(').map_or(value, |(date, _)| date);
    let mut words = plain.split_whitespace().peekable();
    if let Some(day) = words.next_if(|it| !it.starts_with(|c: char| c.is_ascii_digit())) {
        let name = day.trim_end_matches(',');
        if !is_one_of(name, &DAYS) {
            return Some(format!("\u{201c}{name}\u{201d} is not a day. Use one of {}.", DAYS.join(", ")));
        }
    }
    let [Some(day), Some(month), Some(year), Some(time)] = [words.next(), words.next(), words.next(), words.next()]
    else {
        return Some("It must look like this: Mon, 06 Jan 2025 10:00:00 +0000.".to_owned());
    };
    if !day.parse::<u8>().is_ok_and(|it| (1..=31).contains(&it)) {
        return Some(format!("\u{201c}{day}\u{201d} is not a day of a month."));
    }
    if !is_one_of(month, &MONTHS) {
        return Some(format!("\u{201c}{month}\u{201d} is not a month. Use one of {}.", MONTHS.join(", ")));
    }
    if year.len() < 4 || !year.parse::<u16>().is_ok_and(|it| it >= 1900) {
        return Some(format!("\u{201c}{year}\u{201d} is not a year with four digits."));
    }
    if !is_time(time) {
        return Some(format!("\u{201c}{time}\u{201d} is not a time of day such as 10:00:00."));
    }
    match words.next() {
        None => Some("The time zone is missing, for example +0000.".to_owned()),
        Some(zone) if !is_zone(zone) => Some(format!("\u{201c}{zone}\u{201d} is not a time zone such as +0100.")),
        Some(_) if words.next().is_some() => Some("There is text after the time zone.".to_owned()),
        Some(_) => None,
    }
}

fn is_one_of(word: &str, names: &[&str]) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(word))
}

fn is_time(time: &str) -> bool {
    let parts: Vec<Option<u8>> = time.split(':').map(|it| if it.len() == 2 { it.parse().ok() } else { None }).collect();
    match parts[..] {
        [Some(hour), Some(minute)] => hour < 24 && minute < 60,
        // Leap seconds are legal.
        [Some(hour), Some(minute), Some(second)] => hour < 24 && minute < 60 && second <= 60,
        _ => false,
    }
}

fn is_zone(zone: &str) -> bool {
    match zone.strip_prefix(['+', '-']) {
        Some(digits) => digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit()),
        None => {
            is_one_of(zone, &["UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"])
                || (zone.len() == 1 && zone.bytes().all(|it| it.is_ascii_alphabetic()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_dates_pass_and_problems_are_described() {
        for good in [
            "Mon, 06 Jan 2025 10:00:00 +0000",
            "6 Jan 2025 10:00 -0530",
            "Mon, 6 Jan 2025 23:59:60 GMT",
            "Mon, 06 Jan 2025 10:00:00 +0000 (UTC)",
            "mon, 06 jan 2025 10:00:00 +0000",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
        for (bad, says) in [
            ("Lun, 06 Ene 2025 10:00:00 +0000", "not a day"),
            ("Mon, 06 Ene 2025 10:00:00 +0000", "not a month"),
            ("2025-01-06 10:00:00", "must look like"),
            ("Mon, 06 Jan 25 10:00:00 +0000", "four digits"),
            ("Mon, 06 Jan 2025 25:00:00 +0000", "time of day"),
            ("Mon, 06 Jan 2025 10:00:00", "zone is missing"),
            ("Mon, 06 Jan 2025 10:00:00 CEST", "not a time zone"),
            ("Mon, 36 Jan 2025 10:00:00 +0000", "day of a month"),
            ("", "must look like"),
        ] {
            assert!(problem(bad).is_some_and(|it| it.contains(says)), "{bad}: {:?}", problem(bad));
        }
    }
}
