//! Numbers as text, past the machinery of formats: some are written for each name of a text.

/// Appends a number in decimal digits.
pub(crate) fn push_digits(out: &mut String, number: u32) {
    let mut digits = [0; 10];
    let mut first = digits.len();
    let mut rest = number;
    while first == digits.len() || rest > 0 {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let written = digits.get(first..).unwrap_or(&[]);
    out.extend(written.iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::push_digits;

    #[test]
    fn are_those_of_the_number() {
        for n in [0, 7, 10, 109, 65_536, u32::MAX] {
            let mut out = String::from("x:");
            push_digits(&mut out, n);
            assert_eq!(out, format!("x:{n}"));
        }
    }
}
