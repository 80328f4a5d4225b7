//! One operation on one resource (RFC 7644 §3.5.2.1, §3.5.2.2, §3.5.2.3).

use super::budget::Budget;
use super::parts::{assign, merge, remove_sub_attribute, set_sub_attribute, settle_immutable, unassigns};
use super::{Op, Operation, elements, filter_on_single_value, unknown_field};
use crate::attribute::{Attribute, Mutability, Type};
use crate::dialect::{
    Dialect, Fired, Switch, Tolerance, example, missing_element, read_only_echo, repeated_values,
};
use crate::filter::Filter;
use crate::path::Path;
use crate::resource::{check_value, identity, merged};
use crate::schema::Found;
use crate::{Error, ResourceType, Schema};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A resource while it is being changed.
pub(super) struct Document<'a> {
    pub(super) attributes: Map<String, Value>,
    pub(super) ty: &'a ResourceType,
    pub(super) dialect: &'a Dialect,
    pub(super) fired: &'a mut Fired,
    /// What the operations may still cost.
    pub(super) budget: Budget,
}

/// Where an operation acts.
pub(super) struct Place<'a> {
    pub(super) found: Found<'a>,
    /// Which elements, of a multi-valued attribute.
    pub(super) filter: Option<&'a Filter>,
}

impl Document<'_> {
    pub(super) fn apply(&mut self, operation: &Operation) -> Result<(), Error> {
        let op = operation.op;
        match (&operation.path, &operation.value) {
            (None, Some(Value::Object(fields))) if op != Op::Remove => self.write_fields(fields, op),
            (Some(Path::Extension(urn)), value) => match self.ty.extension(urn) {
                Some(extension) if op == Op::Remove => self.remove_extension(extension),
                Some(extension) => {
                    self.write_extension(extension, value.as_ref().unwrap_or(&Value::Null), op)
                }
                None => Err(unknown(urn, self.ty)),
            },
            (Some(Path::Attribute { target, filter }), value) => {
                let found = self.ty.find(target).ok_or_else(|| unknown(&target.to_string(), self.ty))?;
                let place = Place { found, filter: filter.as_deref() };
                place.refuse_read_only()?;
                self.charge(&place, value.as_ref())?;
                match value {
                    _ if op == Op::Remove => self.remove(&place)?,
                    Some(value) => self.write_or_create(&place, op, value)?,
                    None => return Err(Error::invalid_value(format!("The {operation} has no value."))),
                }
                self.merge_repeated(&place)
            }
            (None, _) => Err(Error::no_target(format!("The {operation} names nothing to change."))),
        }
    }

    /// An operation on a part of an element may make it the same as another one. RFC 7644 §3.5.2: "the resulting resource
    /// becomes the target of the next operation", so they become one before that.
    fn merge_repeated(&mut self, place: &Place<'_>) -> Result<(), Error> {
        let Found { attribute, extension, sub } = place.found;
        if !attribute.multi_valued || (sub.is_none() && place.filter.is_none()) {
            return Ok(());
        }
        let Some(Value::Array(list)) = place.read(&self.attributes) else { return Ok(()) };
        let mut known = HashSet::with_capacity(list.len());
        if list.iter().all(|element| known.insert(identity(element, attribute))) {
            return Ok(());
        }
        repeated_values::note(list, attribute, &attribute.name, self.ty, self.fired);
        let once = Value::Array(merged(list.clone(), attribute));
        self.write(
            &Place { found: Found { extension, attribute, sub: None }, filter: None },
            Op::Replace,
            &once,
        )
    }

    /// Without a path "the target location is assumed to be the resource itself" (RFC 7644 §3.5.2.1).
    fn write_fields(&mut self, fields: &Map<String, Value>, op: Op) -> Result<(), Error> {
        for (name, value) in fields {
            if let Some(attribute) = self.ty.attribute(name) {
                self.write_field(None, attribute, value, op)?;
            } else if let Some(extension) = self.ty.extension(name) {
                self.write_extension(extension, value, op)?;
            } else {
                return Err(unknown_field(name, &self.ty.name));
            }
        }
        Ok(())
    }

    fn write_extension(&mut self, extension: &Schema, value: &Value, op: Op) -> Result<(), Error> {
        match value {
            Value::Null => self.remove_extension(extension),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let attribute =
                        extension.attribute(name).ok_or_else(|| unknown_field(name, &extension.id))?;
                    self.write_field(Some(extension), attribute, value, op)?;
                }
                Ok(())
            }
            _ => {
                Err(Error::invalid_value(format!("`{}` takes an object with its attributes.", extension.id)))
            }
        }
    }

    fn write_field(
        &mut self,
        extension: Option<&Schema>,
        attribute: &Attribute,
        value: &Value,
        op: Op,
    ) -> Result<(), Error> {
        let place = Place { found: Found { extension, attribute, sub: None }, filter: None };
        // RFC 7643 §3.1 has `meta` from clients ignored; `schemas` follows the attributes that the resource has.
        if extension.is_none() && matches!(attribute.name.as_str(), "meta" | "schemas") {
            return Ok(());
        }
        if attribute.mutability == Mutability::ReadOnly {
            // "A client MUST NOT modify" such an attribute (RFC 7644 §3.5.2), which to repeat its value is not.
            if place.read(&self.attributes) == Some(value) {
                return Ok(());
            }
            if self.dialect.has(Switch::ReadOnlyEcho) {
                read_only_echo::note(&place.name(), value, self.ty, self.fired);
                return Ok(());
            }
        }
        place.refuse_read_only()?;
        self.charge(&place, Some(value))?;
        self.write(&place, op, value)
    }

    /// Charges for an operation before it is done.
    fn charge(&mut self, place: &Place<'_>, value: Option<&Value>) -> Result<(), Error> {
        let found = place.read(&self.attributes).unwrap_or(&Value::Null);
        self.budget.spend_on(found, place.filter.map_or(1, Filter::terms))?;
        self.budget.spend_on(value.unwrap_or(&Value::Null), 1)
    }

    /// Writes to elements that the filter selects, or makes the element that a dialect takes for granted.
    fn write_or_create(&mut self, place: &Place<'_>, op: Op, value: &Value) -> Result<(), Error> {
        let selects = place.filter.is_some() || place.found.sub.is_some();
        if !self.dialect.has(Switch::MissingElement) || !place.found.attribute.multi_valued || !selects {
            return self.write(place, op, value);
        }
        if elements::any_selected(place.read(&self.attributes), place)? {
            return self.write(place, op, value);
        }
        let (name, ty) = (place.name(), self.ty);
        if unassigns(value) {
            // What is to be cleared is not there.
            self.fired.note(Tolerance::MissingElement, &name, || example::field(&name, value, ty));
            return Ok(());
        }
        let Some(element) = missing_element::element(&place.found, place.filter, value) else {
            return self.write(place, op, value);
        };
        self.fired.note(Tolerance::MissingElement, &name, || example::field(&name, value, ty));
        let whole = Place { found: Found { sub: None, ..place.found }, filter: None };
        self.write(&whole, Op::Add, &element)
    }

    /// Adds to or replaces what is at the place (RFC 7644 §3.5.2.1, §3.5.2.3).
    fn write(&mut self, place: &Place<'_>, op: Op, value: &Value) -> Result<(), Error> {
        let attribute = place.found.attribute;
        if attribute.is_secret() || place.found.leaf().is_secret() {
            // No secret (a password) is kept; that it is well-formed is checked all the same.
            check_value(value, place.found.leaf(), &place.name())?;
            return Ok(());
        }
        let before = place.read(&self.attributes);
        let after = if attribute.multi_valued {
            elements::write(before, place, op, value)?
        } else {
            place.refuse_filter()?;
            single(before, place, op, value)?
        };
        let after = settle_immutable(attribute, before, after, &place.name())?;
        place.put(&mut self.attributes, after);
        Ok(())
    }

    /// RFC 7644 §3.5.2.2. What is not there is removed already: a repeated request succeeds.
    fn remove(&mut self, place: &Place<'_>) -> Result<(), Error> {
        let Found { attribute, sub, .. } = place.found;
        let Some(before) = place.read(&self.attributes) else { return Ok(()) };
        let after = match sub {
            _ if attribute.multi_valued => elements::remove(before, place)?,
            None => {
                place.refuse_filter()?;
                None
            }
            Some(sub) => {
                place.refuse_filter()?;
                let mut object = before.as_object().cloned().unwrap_or_default();
                remove_sub_attribute(&mut object, sub, &place.name())?;
                (!object.is_empty()).then_some(Value::Object(object))
            }
        };
        // "If an attribute is removed or becomes unassigned and is defined as a required attribute …, the server
        // SHALL return … a "scimType" error code of "mutability"."
        if after.is_none() && attribute.required {
            return Err(Error::mutability(format!(
                "`{}` is required and cannot be removed.",
                attribute.name
            )));
        }
        let after = settle_immutable(attribute, Some(before), after, &place.name())?;
        place.put(&mut self.attributes, after);
        Ok(())
    }

    /// A whole extension goes with all its attributes, also with those that it requires: RFC 7643 §6 wants these only
    /// where the extension is.
    fn remove_extension(&mut self, extension: &Schema) -> Result<(), Error> {
        let required = self.ty.extensions.iter().any(|e| e.required && e.schema.id == extension.id);
        if required {
            return Err(Error::mutability(format!(
                "The extension `{}` is required and cannot be removed.",
                extension.id
            )));
        }
        for attribute in extension.attributes.iter().filter(|a| a.mutability != Mutability::ReadOnly) {
            let place =
                Place { found: Found { extension: Some(extension), attribute, sub: None }, filter: None };
            let after = settle_immutable(attribute, place.read(&self.attributes), None, &place.name())?;
            place.put(&mut self.attributes, after);
        }
        Ok(())
    }
}

impl Place<'_> {
    /// The place's name for people, without the filter: that may hold personal data.
    pub(super) fn name(&self) -> String {
        let mut name = match self.found.extension {
            Some(extension) => format!("{}:{}", extension.id, self.found.attribute.name),
            None => self.found.attribute.name.clone(),
        };
        if let Some(sub) = self.found.sub {
            name.push('.');
            name.push_str(&sub.name);
        }
        name
    }

    fn read<'v>(&self, attributes: &'v Map<String, Value>) -> Option<&'v Value> {
        match self.found.extension {
            Some(extension) => attributes.get(&extension.id)?.get(&self.found.attribute.name),
            None => attributes.get(&self.found.attribute.name),
        }
    }

    /// RFC 7643 §3.3: an extension's attributes stand in an object under its URN. An empty one goes in the end, with
    /// its URN in `schemas`: [`crate::Resource::normalized`].
    fn put(&self, attributes: &mut Map<String, Value>, value: Option<Value>) {
        let name = &self.found.attribute.name;
        let Some(extension) = self.found.extension else {
            assign(attributes, name, value);
            return;
        };
        let home = attributes.entry(extension.id.clone()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(home) = home {
            assign(home, name, value);
        }
    }

    /// RFC 7644 §3.5.2: "a client MUST NOT modify an attribute that has mutability "readOnly" or "immutable"".
    fn refuse_read_only(&self) -> Result<(), Error> {
        let read_only = |a: &Attribute| a.mutability == Mutability::ReadOnly;
        if read_only(self.found.attribute) || self.found.sub.is_some_and(read_only) {
            return Err(Error::mutability(format!(
                "`{}` is read-only: the server sets it, and no client can change it.",
                self.name()
            )));
        }
        Ok(())
    }

    fn refuse_filter(&self) -> Result<(), Error> {
        match self.filter {
            None => Ok(()),
            Some(_) => Err(filter_on_single_value(self.found.attribute)),
        }
    }
}

/// A single-valued attribute, or a sub-attribute of one, after a write.
fn single(before: Option<&Value>, place: &Place<'_>, op: Op, value: &Value) -> Result<Option<Value>, Error> {
    let Found { attribute, sub, .. } = place.found;
    if sub.is_none() && unassigns(value) {
        return Ok(None);
    }
    if attribute.kind != Type::Complex {
        return check_value(value, attribute, &place.name()).map(Some);
    }
    let mut object = before.and_then(Value::as_object).cloned().unwrap_or_default();
    match sub {
        Some(sub) => set_sub_attribute(&mut object, sub, op, value, &place.name())?,
        None => merge(&mut object, attribute, op, value, &place.name())?,
    }
    Ok((!object.is_empty()).then_some(Value::Object(object)))
}

fn unknown(path: &str, ty: &ResourceType) -> Error {
    Error::invalid_path(format!("`{path}` is no attribute of {}.", ty.name))
}
