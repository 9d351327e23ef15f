//! Whole sentences through the stage, with small tables of the tests' own.
