"""Every shape by example: `<shape>/good.ttl` passes all shapes, each `<shape>/bad*.ttl` differs from it by one
statement and fails by exactly this shape. `bad.ttl` is there for every shape; where a shape says several things,
`bad-<parameter>.ttl` breaks another one of them."""
