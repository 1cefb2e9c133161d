package schemactl

import (
	"fmt"
	"slices"
	"strings"
)

// Arm is one variant: its name in the schema, and its field's or value's number.
type Arm struct {
	Name   string
	Number int32
}

// verify gives ErrStaleDispatch with the names of arms that only one side has.
func verify(subject string, found, arms []Arm) error {
	var differing []string
	for _, pair := range [2][2][]Arm{{found, arms}, {arms, found}} {
		for _, arm := range pair[0] {
			if !slices.Contains(pair[1], arm) && !slices.Contains(differing, arm.Name) {
				differing = append(differing, arm.Name)
			}
		}
	}
	if len(differing) == 0 {
		return nil
	}
	slices.Sort(differing)
	return fmt.Errorf("%s: %w: they differ in %s", subject, ErrStaleDispatch, strings.Join(differing, ", "))
}
